-- An account belongs to a member. Checked once, when the account is opened: no booking pays for it.
alter table points_account add constraint points_account_member foreign key (member_id) references member (id);
