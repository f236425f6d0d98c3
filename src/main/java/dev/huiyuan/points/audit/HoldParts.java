package dev.huiyuan.points.audit;

/** What makes a hold's row fit its entries: the one that took the points, and the one that ended it. */
final class HoldParts {
    static final String JOIN = """
            left join points_entry o on o.member_id = h.member_id and o.id = h.id and o.type = 'HOLD'
            left join points_entry s on s.member_id = h.member_id and s.id = h.settled_by
            left join lateral (select -sum(t.amount) as amount from points_allocation t
                where t.member_id = h.member_id and t.entry_id = h.id) taken_by on true""";
    static final String IS_BROKEN = """
            o.id is null or taken_by.amount is distinct from h.points
                or h.state <> 'OPEN' and (s.id is null or -s.points <> h.captured
                    or s.type <> case h.state when 'CAPTURED' then 'CAPTURE' else 'RELEASE' end)""";

    private HoldParts() {}
}
