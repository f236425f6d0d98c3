-- Orders that are there already have recorded their uses themselves. In a transaction of its own, which locks these rows and
-- not the table.
update benefit_use u set order_id = o.order_id
from (select b.id as order_id, n.id as use_id from order_bill b cross join lateral unnest(b.benefit_uses) as n (id)) o
where u.id = o.use_id;
