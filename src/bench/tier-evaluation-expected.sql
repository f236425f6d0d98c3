-- How many members have spent too little for their tier in the running year.
select count(*) from tier_standing s
join (values ('silver', 50000), ('gold', 200000), ('black-diamond', 500000)) as r (code, fen) on r.code = s.tier_code
left join (select member_id, sum(spend_fen) as fen from tier_spend_day
    where day between (current_date - interval '1 year' + interval '1 day')::date and current_date
    group by member_id) f on f.member_id = s.member_id
where coalesce(f.fen, 0) < r.fen;
