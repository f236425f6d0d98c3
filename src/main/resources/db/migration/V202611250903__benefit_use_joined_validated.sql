-- In a transaction of its own, so that benefits are used while old rows are checked.
alter table benefit_use validate constraint benefit_use_joined;
