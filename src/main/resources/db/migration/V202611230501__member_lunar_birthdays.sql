-- Many people celebrate their birthday by the Chinese calendar. Such a birthday has a day up to 30, and its month may be
-- a leap month; a job that looks for birthdays asks for a day of one of the two calendars.
alter table member
    add column birthday_lunar boolean not null default false,
    add column birthday_leap boolean not null default false;

-- The rule for days knew the solar calendar only. It has no name of its own.
do $$
declare
    solar_only text;
begin
    select conname into strict solar_only from pg_constraint
    where conrelid = 'member'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%400%';
    execute format('alter table member drop constraint %I', solar_only);
end $$;

alter table member
    add constraint member_birthday_day check (birthday_day between 1 and case
        when birthday_lunar then 30
        when birthday_month in (4, 6, 9, 11) then 30
        when birthday_month <> 2 then 31
        when birthday_year is null
            or (birthday_year % 4 = 0 and (birthday_year % 100 <> 0 or birthday_year % 400 = 0)) then 29
        else 28 end) not valid,
    add constraint member_birthday_calendar check (
        (not birthday_lunar or birthday_month is not null) and (not birthday_leap or birthday_lunar)) not valid;
