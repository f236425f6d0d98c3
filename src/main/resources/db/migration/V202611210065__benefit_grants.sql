-- A benefit is granted once per member and year whatever happens to the birthday, the tier or the job: that is the
-- primary key. The coupon is named here, so that a grant can be compared with its use.
create table benefit_grant (
    member_id uuid not null,
    benefit_code text not null check (length(benefit_code) between 1 and 40),
    -- The year of the celebrated day, not the year in which the grant was made.
    benefit_year smallint not null check (benefit_year between 1900 and 9999),
    granted_for date not null,
    granted_on date not null,
    granted_at timestamptz not null,
    coupon_id uuid not null unique,
    primary key (member_id, benefit_code, benefit_year),
    check (extract(year from granted_for) = benefit_year)
);
