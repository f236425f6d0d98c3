package dev.huiyuan.shared.problem;

import java.text.MessageFormat;
import java.util.Locale;

/**
 * Every problem that the API can answer with: its HTTP status and its texts in Chinese and English. Details are
 * {@link MessageFormat} patterns and fit to be shown to a diner.
 */
public enum ProblemCode {
    // The request itself
    REQUEST_MALFORMED(400, "请求格式错误", "Malformed request", "无法读取请求内容。", "The request could not be read."),
    VALIDATION_FAILED(400, "请求内容有误", "Invalid request", "请检查标出的字段。", "Please check the fields that are pointed at."),
    IDEMPOTENCY_KEY_MISSING(
            400,
            "缺少幂等键",
            "Idempotency key missing",
            "此操作需要 Idempotency-Key 请求头。",
            "This operation needs an Idempotency-Key header."),
    IDEMPOTENCY_KEY_INVALID(
            400,
            "幂等键无效",
            "Idempotency key invalid",
            "Idempotency-Key 须为 1 至 255 个可见字符。",
            "An Idempotency-Key has 1 to 255 visible characters."),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "幂等键已用于另一请求",
            "Idempotency key reused",
            "同一 Idempotency-Key 已用于内容不同的请求。",
            "This Idempotency-Key was used before with another request."),
    IDEMPOTENCY_IN_PROGRESS(
            409,
            "请求处理中",
            "Request in progress",
            "相同请求仍在处理，请稍后重试。",
            "The same request is still running; retry shortly."),
    CURSOR_INVALID(
            400, "分页游标无效", "Invalid cursor", "分页游标无效，请从第一页开始。", "The cursor is invalid; start from the first page."),
    UNAUTHENTICATED(401, "请先登录", "Sign in first", "请先登录。", "Please sign in first."),
    TOKEN_INVALID(401, "登录已失效", "Token invalid", "登录已失效，请重新登录。", "The token is invalid or expired; sign in again."),
    FORBIDDEN(403, "没有权限", "Forbidden", "您没有进行此操作的权限。", "You may not do this."),
    NOT_FOUND(404, "未找到", "Not found", "请求的内容不存在。", "What was asked for does not exist."),
    METHOD_NOT_ALLOWED(405, "方法不支持", "Method not allowed", "此地址不支持该方法。", "This address does not support that method."),
    NOT_ACCEPTABLE(406, "无法提供所需格式", "Not acceptable", "仅提供 application/json。", "Only application/json is offered."),
    PAYLOAD_TOO_LARGE(413, "请求过大", "Payload too large", "请求内容过大。", "The request body is too large."),
    UNSUPPORTED_MEDIA_TYPE(415, "内容类型不支持", "Unsupported media type", "请使用 application/json。", "Send application/json."),
    VERSION_REQUIRED(
            428,
            "缺少版本号",
            "Version required",
            "请提供 If-Match 或 version。",
            "State the version by If-Match or in the body."),
    VERSION_STALE(
            412, "内容已被修改", "Stale version", "内容已被他人修改，请刷新后重试。", "Somebody else changed this; reload and try again."),
    TOO_MANY_REQUESTS(429, "请求过于频繁", "Too many requests", "请求过于频繁，请稍后再试。", "Too many requests; try again later."),
    INTERNAL_ERROR(500, "服务器内部错误", "Internal error", "服务出现问题，请稍后重试。", "Something went wrong; try again later."),
    OVERLOADED(503, "服务繁忙", "Service busy", "当前请求较多，请稍后重试。", "The service is busy; try again shortly."),
    OUTCOME_UNKNOWN(
            503,
            "结果未知",
            "Outcome unknown",
            "暂时无法确认结果，请使用相同的幂等键重试。",
            "The outcome is not known yet; repeat the request with the same key."),

    // Time, stores, members
    OCCURRED_AT_IN_FUTURE(
            422, "时间在将来", "Time in the future", "发生时间不能在将来。", "The time of the event lies in the future."),
    OCCURRED_AT_TOO_OLD(
            422, "时间过早", "Time too far back", "发生时间不能早于 {0} 天前。", "The time of the event is more than {0} days back."),
    STORE_UNKNOWN(422, "门店不存在", "Unknown store", "门店不存在或已停用。", "The store does not exist or is closed."),
    STORE_NOT_ALLOWED(403, "非本门店", "Another store", "您只能操作自己的门店。", "You may act for your own store only."),
    MEMBER_NOT_FOUND(404, "会员不存在", "Member not found", "未找到该会员。", "There is no such member."),
    MEMBER_UNCONFIRMED(
            409,
            "会员尚未确认",
            "Member unconfirmed",
            "会员确认手机号后才能使用积分和优惠券。",
            "The member has to confirm the phone number before spending."),
    MEMBER_CLOSED(409, "会员已注销", "Member closed", "该会员已注销。", "This membership is closed.");

    private final int status;
    private final String titleZh;
    private final String titleEn;
    private final String detailZh;
    private final String detailEn;

    ProblemCode(int status, String titleZh, String titleEn, String detailZh, String detailEn) {
        this.status = status;
        this.titleZh = titleZh;
        this.titleEn = titleEn;
        this.detailZh = detailZh;
        this.detailEn = detailEn;
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
        return (status == 409 || status == 422) && this != IDEMPOTENCY_IN_PROGRESS && this != IDEMPOTENCY_KEY_REUSED;
    }

    /** The title in the given language. */
    public String title(Locale language) {
        return isEnglish(language) ? titleEn : titleZh;
    }

    /** The detail in the given language with the arguments filled in. */
    public String detail(Locale language, Object... arguments) {
        return new MessageFormat(isEnglish(language) ? detailEn : detailZh, Locale.ROOT).format(arguments);
    }

    /** An exception that answers with this problem. The arguments fill the detail's places. */
    public ProblemException with(Object... arguments) {
        return new ProblemException(this, arguments);
    }

    private static boolean isEnglish(Locale language) {
        return language.getLanguage().equals("en");
    }
}
