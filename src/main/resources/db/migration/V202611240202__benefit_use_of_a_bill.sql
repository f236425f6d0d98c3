-- A bill uses a benefit once, also when it is sent again after midnight: the key of a bill is its store, its number and its
-- own day, as in the ledger, and no longer the day of the call. What comes free once a day is besides used once a day. Here
-- only the rule goes that such keys would break; each of the next steps has a file of its own, so that none locks the table
-- for longer than a moment.
alter table benefit_use drop constraint benefit_use_key;
