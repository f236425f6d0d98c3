# The cases of orders; coupons and presences are those of the use of coupons.

# Orders with a coupon, points spent and earned and the tier's spend, over HTTP, against pgbench, which writes the same rows:
# order, lines, payment, coupon and its history, entries, lots, allocation, account, business keys, idempotency key, presence,
# the day's spend and four events. It judges nothing, and nobody delivers its events.
settle() {
    seed_spending && warm_coupons settle || return 1
    # As the application has stored it.
    PRICE=$(psql -qAtc "select price::text from order_bill limit 1") || return 1
    compare_coupons settle 1.0 "orders/s"
}
