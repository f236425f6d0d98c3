-- The welcome coupon is given once per person, whatever the channel, also after closing and coming back. Keyed hashes
-- of phone and openid are kept for this purpose alone, under kinds of their own, so that they match no other table.
create table enrolment_welcome (
    person_hash bytea primary key check (length(person_hash) = 32),
    index_key_id text not null,
    recorded_at timestamptz not null,
    -- Set when the member is erased: 24 months later.
    erase_after date
);

create index enrolment_welcome_erase_after on enrolment_welcome (erase_after) where erase_after is not null;
