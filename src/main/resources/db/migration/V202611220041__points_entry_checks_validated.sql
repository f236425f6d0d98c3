-- The entries that were there before satisfy the new checks too. Reading them takes no lock that writers wait for.
alter table points_entry validate constraint points_entry_type_check;
alter table points_entry validate constraint points_entry_sign;
