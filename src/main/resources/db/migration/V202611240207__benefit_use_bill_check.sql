-- From now on each use names its bill. The index that knew uses of a day goes.
alter table benefit_use add constraint benefit_use_key check (bill_key <> '') not valid;
drop index benefit_use_once;
