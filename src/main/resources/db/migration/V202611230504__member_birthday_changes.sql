-- A birthday is set once; another one is asked for, and somebody of the service agrees. The approval itself holds no
-- personal data, so what is asked for stands here.
create table member_birthday_change (
    approval_id uuid primary key references approval (id),
    member_id uuid not null references member (id),
    birthday_lunar boolean not null,
    birthday_month smallint not null check (birthday_month between 1 and 12),
    birthday_day smallint not null check (birthday_day between 1 and 31),
    birthday_leap boolean not null,
    birthday_year smallint check (birthday_year between 1900 and 2200),
    requested_at timestamptz not null,
    check (not birthday_leap or birthday_lunar)
);
create index member_birthday_change_member on member_birthday_change (member_id, approval_id);
