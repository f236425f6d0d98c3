-- In a transaction of its own: it reads every member, and locks nobody out.
alter table member validate constraint member_birthday_day;
alter table member validate constraint member_birthday_calendar;
