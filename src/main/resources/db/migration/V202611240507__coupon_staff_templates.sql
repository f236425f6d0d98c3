-- What makes good for a wait or a mistake: staff could issue these before, and may go on.
update coupon_template set issuable_by_staff = true, version = version + 1 where code in ('DRINK', 'DRINK-UPGRADE');
