-- Uses that were recorded before get the key of their bill.
update benefit_use set bill_key = store_id || '/' || used_on || ' ' || order_ref;
