package dev.huiyuan.shared.problem;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Every problem that the API can answer with: its HTTP status and its texts in Chinese and English. Details are
 * {@link MessageFormat} patterns and fit to be shown to a diner.
 */
public enum ProblemCode {
    // The request itself
    REQUEST_MALFORMED(400),
    VALIDATION_FAILED(400),
    IDEMPOTENCY_KEY_MISSING(400),
    IDEMPOTENCY_KEY_INVALID(400),
    IDEMPOTENCY_KEY_REUSED(422),
    IDEMPOTENCY_IN_PROGRESS(409),
    CURSOR_INVALID(400),
    UNAUTHENTICATED(401),
    TOKEN_INVALID(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    PAYLOAD_TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    VERSION_REQUIRED(428),
    VERSION_STALE(412),
    TOO_MANY_REQUESTS(429),
    INTERNAL_ERROR(500),
    OVERLOADED(503),
    OUTCOME_UNKNOWN(503),

    // Time, stores, members
    OCCURRED_AT_IN_FUTURE(422),
    OCCURRED_AT_TOO_OLD(422),
    STORE_UNKNOWN(422),
    STORE_NOT_ALLOWED(403),
    MEMBER_NOT_FOUND(404),
    MEMBER_UNCONFIRMED(409),
    MEMBER_CLOSED(409),

    // Coupons
    TEMPLATE_NOT_FOUND(404),
    TEMPLATE_CODE_TAKEN(409),
    TEMPLATE_STATE_REFUSED(409),
    COUPON_NOT_CLAIMABLE(409),
    COUPON_SOLD_OUT(409),
    CLAIM_LIMIT_REACHED(409),
    TIER_TOO_LOW(409),
    COUPON_NOT_FOUND(404),
    COUPON_ALREADY_USED(409),
    COUPON_EXPIRED(409),
    COUPON_NOT_YET_VALID(409),
    COUPON_NOT_USABLE(409),
    COUPON_STORE_NOT_ALLOWED(409),
    COUPON_CHANNEL_NOT_ALLOWED(409),
    COUPON_THRESHOLD_NOT_MET(409),

    // Menu and rewards
    DISH_NOT_FOUND(404),
    DISH_CODE_TAKEN(409),
    REWARD_NOT_FOUND(404),
    REWARD_CODE_TAKEN(409),
    REWARD_NOT_AVAILABLE(409),
    REWARD_SOLD_OUT(409),
    REWARD_LIMIT_REACHED(409),

    // Member file and bindings
    PHONE_TAKEN(409),
    OPENID_TAKEN(409),
    CARD_TAKEN(409),
    BINDING_EXISTS(409),

    // Identity
    CREDENTIALS_INVALID(401),
    USER_NAME_TAKEN(409),
    OWN_ACCOUNT(409),
    WECHAT_CODE_INVALID(401),
    WECHAT_USER_BLOCKED(403),
    WECHAT_APP_UNKNOWN(422),
    WECHAT_UNAVAILABLE(503),
    PHONE_UNSUPPORTED(422),
    PHONE_CODE_INVALID(422),
    SMS_UNAVAILABLE(503),
    MEMBER_CODE_INVALID(422),
    PRESENCE_INVALID(409),

    // Points
    POINTS_INSUFFICIENT(409),
    POINTS_LIMIT_REACHED(409),
    AMOUNT_TOO_LARGE(422),
    ORDER_ALREADY_CREDITED(409),
    REFUND_ALREADY_BOOKED(409),
    REVERSAL_EXCEEDS_REMAINDER(409),
    ENTRY_NOT_FOUND(404),

    // Enrolment, programme, jobs
    CONSENT_REQUIRED(422),
    NOTICE_OUTDATED(422),
    UNDER_AGE(422),
    BIRTHDAY_IMPLAUSIBLE(422),
    INVITER_UNKNOWN(422),
    MEMBER_ALREADY_ACTIVE(409),
    STORE_CODE_TAKEN(409),
    JOB_RUNNING(409),
    JOB_DATE_OUT_OF_RANGE(422),

    // Member file
    BIRTHDAY_ALREADY_SET(409),
    HEALTH_CONSENT_REQUIRED(409),
    NOTE_LIMIT_REACHED(409),

    // Points, beyond earning and spending
    ACCOUNT_FROZEN(409),
    ACCOUNT_NOT_FROZEN(409),
    ACCOUNT_MERGED(409),
    ACCOUNT_HAS_HOLDS(409),
    NOT_MERGED(409),
    SAME_MEMBER(422),
    HOLD_NOT_OPEN(409),
    CAPTURE_EXCEEDS_HOLD(422),
    LINES_DO_NOT_ADD_UP(422),
    LINE_NOT_FOUND(422),
    TRANSFER_LIMIT_REACHED(409),
    RECEIVER_NOT_AVAILABLE(409),
    RECEIVER_HAS_NOTHING_LEFT(409),

    // Approvals
    APPROVAL_NOT_FOUND(404),
    APPROVAL_DECIDED(409),
    APPROVAL_EXPIRED(409),
    OWN_REQUEST(403),

    // Late claims
    ORDER_ALREADY_REPORTED(409),

    // Tiers
    TIER_UNKNOWN(422),
    TIER_PROTECTION_OUT_OF_RANGE(422),
    TIER_PROTECTED(409),
    TIER_GRANT_NOT_FOUND(404),
    TIER_GRANT_OVER(409),

    // Programme administration
    PROGRAMME_INVALID(422),
    PROGRAMME_TIME_REFUSED(422),
    PROGRAMME_VERSIONS_OVERLAP(409),
    PROGRAMME_VERSION_UNKNOWN(422),
    PROGRAMME_ROLLBACK_REFUSED(409),
    PROGRAMME_VERSION_NOT_SCHEDULED(409),
    PROGRAMME_DRAFTS_FULL(409),
    PROGRAMME_PREVIEW_TOO_LARGE(503),

    // Benefits
    TASK_NOT_FOUND(404),
    TASK_DONE(409),
    BENEFIT_NOT_AVAILABLE(409),
    BENEFIT_USED(409),
    BENEFIT_USE_NOT_FOUND(404),
    BENEFIT_USE_REVERSED(409),
    GRANT_NOT_FOUND(404),
    GRANT_USED(409),
    MEAL_DATE_NOT_ALLOWED(422),
    MEAL_ALREADY_BOOKED(409),
    MEAL_BOOKING_NOT_FOUND(404),
    MEAL_BOOKING_CLOSED(409),

    // Bills that use benefits
    BUSINESS_DATE_OUT_OF_RANGE(422),

    // Versions that depend on each other
    PROGRAMME_WITHDRAWAL_REFUSED(409),

    // Life of coupons
    COUPON_LOCKED(409),
    COUPON_NOT_LOCKED(409),
    COUPON_NOT_USED(409),
    COUPON_RETURN_LAPSED(409),
    COUPON_HOURS_NOT_ALLOWED(409),
    CLAIM_DAY_LIMIT_REACHED(409),
    STAFF_COUPON_LIMIT_REACHED(409),
    COUPON_CODE_INVALID(422),
    CODE_BATCH_NOT_FOUND(404),
    CODE_BATCH_STATE_REFUSED(409),
    COUPON_USED_BY_ORDER(409),
    COUPON_NOT_COMBINABLE(409),
    COUPON_NOT_FOR_STAFF(409),

    // Menu
    CATEGORY_NOT_FOUND(404),
    CATEGORY_CODE_TAKEN(409),
    CATEGORY_IN_USE(409),
    DISH_RETIRED(409),
    DISH_NOT_RETIRED(409),
    DISH_REFERRED(409),
    PLATFORM_CODE_TAKEN(409),
    UPLOAD_INVALID(400),

    // Rewards
    REWARD_STATE_REFUSED(409),
    REWARD_NOT_IN_STORE(409),
    REWARD_CHANNEL_REFUSED(409),
    REDEMPTION_NOT_FOUND(404),
    REDEMPTION_CLOSED(409),
    REDEMPTION_IN_OTHER_STORE(409),
    REDEMPTION_PAYMENT_DIFFERS(422),
    REDEMPTION_CANCELLATION_REFUSED(409),
    REDEMPTION_PROOF_INVALID(409),
    REWARD_POOL_NOT_FOUND(404),
    REWARD_POOL_CODE_TAKEN(409),

    // Quotes
    DISH_UNKNOWN(422),
    DISH_NOT_AVAILABLE(409),
    PRICE_CHANGED(409),
    WISH_REFUSED(409),
    QUOTE_INVALID(422),
    QUOTE_EXPIRED(409),
    QUOTE_CHANGED(409),

    // Orders
    ORDER_NOT_FOUND(404),
    ORDER_ALREADY_PLACED(409),
    ORDER_BUSY(503),
    ORDER_PAYMENT_NOT_TRUSTED(403),
    PAYMENTS_DO_NOT_ADD_UP(422),
    ORDER_PENDING(409),
    ORDER_NOT_PENDING(409),
    ORDER_NOT_SETTLED(409),
    REFUND_LIMIT_REACHED(409),

    ORDER_LIMIT_REACHED(409),
    BILL_PENDING(409),

    // Bills
    BILL_IS_ORDER(409),
    BUSINESS_DATE_REQUIRED(409),

    // The address itself
    URI_TOO_LONG(414);

    static {
        for (ProblemCode code : values()) {
            for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
                code.text(language, "title");
                code.text(language, "detail");
            }
        }
    }

    private final int status;

    ProblemCode(int status) {
        this.status = status;
    }

    private String text(Locale language, String part) {
        return Texts.of(language, code() + "." + part);
    }

    /** The HTTP status that the problem is answered with. */
    public int status() {
        return status;
    }

    /** The code as clients see it, such as {@code points-insufficient}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The problem type, such as {@code urn:huiyuan:problem:points-insufficient}. */
    public String type() {
        return "urn:huiyuan:problem:" + code();
    }

    /**
     * Whether a repeated request gets the same refusal again: true for refusals by a business rule, false for what
     * the same request may still achieve later (sign-in, load, failures).
     */
    public boolean isKept() {
        boolean passes = this == IDEMPOTENCY_IN_PROGRESS || this == IDEMPOTENCY_KEY_REUSED || this == BILL_PENDING;
        return (status == 409 || status == 422) && !passes;
    }

    /** The title in the given language. */
    public String title(Locale language) {
        return text(language, "title");
    }

    /** The detail in the given language with the arguments filled in; a refused field stands for its own detail. */
    public String detail(Locale language, Object... arguments) {
        Object[] said = Arrays.stream(arguments)
                .map(argument -> argument instanceof FieldError field ? FieldTexts.of(field, language) : argument)
                .toArray();
        return Texts.format(text(language, "detail"), said);
    }

    /** An exception that answers with this problem. The arguments fill the detail's places. */
    public ProblemException with(Object... arguments) {
        return new ProblemException(this, arguments);
    }
}
