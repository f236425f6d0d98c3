-- The job for birthdays looks for days of both calendars; the index that knew only months and days goes.
create index member_birthday_day on member (birthday_lunar, birthday_month, birthday_day, id)
    where birthday_month is not null;
drop index member_birthday;
