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
    MEMBER_CLOSED(409, "会员已注销", "Member closed", "该会员已注销。", "This membership is closed."),

    // Coupons
    TEMPLATE_NOT_FOUND(404, "优惠券模板不存在", "Template not found", "未找到该优惠券模板。", "There is no such coupon template."),
    TEMPLATE_CODE_TAKEN(409, "编码已被使用", "Code taken", "编码 {0} 已被使用。", "The code {0} is taken."),
    TEMPLATE_STATE_REFUSED(
            409, "状态不可变更", "State change refused", "模板不能从 {0} 变为 {1}。", "A template cannot go from {0} to {1}."),
    COUPON_NOT_CLAIMABLE(409, "暂不可领取", "Not claimable", "该优惠券当前不可领取。", "This coupon cannot be claimed now."),
    COUPON_SOLD_OUT(409, "优惠券已领完", "Sold out", "优惠券已被领完。", "There are none left of this coupon."),
    CLAIM_LIMIT_REACHED(
            409,
            "已达领取上限",
            "Claim limit reached",
            "您已领取过该优惠券，达到每人上限。",
            "You have had as many of this coupon as a member may."),
    TIER_TOO_LOW(409, "会员等级不足", "Tier too low", "您的会员等级尚不能享受此项。", "Your tier is too low for this."),
    COUPON_NOT_FOUND(404, "优惠券不存在", "Coupon not found", "未找到该优惠券。", "There is no such coupon."),
    COUPON_ALREADY_USED(409, "优惠券已使用", "Coupon already used", "该优惠券已被使用。", "This coupon has been used."),
    COUPON_EXPIRED(409, "优惠券已过期", "Coupon expired", "该优惠券已过期。", "This coupon has expired."),
    COUPON_NOT_YET_VALID(409, "优惠券未生效", "Coupon not yet valid", "该优惠券尚未到使用时间。", "This coupon cannot be used yet."),
    COUPON_NOT_USABLE(409, "优惠券不可用", "Coupon not usable", "该优惠券已锁定或已作废。", "This coupon is locked or revoked."),
    COUPON_STORE_NOT_ALLOWED(
            409, "门店不适用", "Store not allowed", "该优惠券不适用于此门店。", "This coupon does not hold at this store."),
    COUPON_CHANNEL_NOT_ALLOWED(
            409, "渠道不适用", "Channel not allowed", "该优惠券不适用于此渠道。", "This coupon does not hold for this channel."),
    COUPON_THRESHOLD_NOT_MET(
            409, "未达使用门槛", "Threshold not met", "消费金额未达到该优惠券的使用门槛。", "The bill is below this coupon''s threshold."),

    // Menu and rewards
    DISH_NOT_FOUND(404, "菜品不存在", "Dish not found", "未找到该菜品。", "There is no such dish."),
    DISH_CODE_TAKEN(409, "编码已被使用", "Code taken", "菜品编码 {0} 已被使用。", "Another dish has the code {0}."),
    REWARD_NOT_FOUND(404, "礼品不存在", "Reward not found", "未找到该礼品。", "There is no such reward."),
    REWARD_CODE_TAKEN(409, "编码已被使用", "Code taken", "礼品编码 {0} 已被使用。", "Another reward has the code {0}."),
    REWARD_NOT_AVAILABLE(409, "暂不可兑换", "Reward not available", "该礼品当前不可兑换。", "This reward cannot be redeemed now."),
    REWARD_SOLD_OUT(409, "礼品已兑完", "Reward sold out", "该礼品已兑完。", "There are none left of this reward."),
    REWARD_LIMIT_REACHED(
            409,
            "已达兑换上限",
            "Reward limit reached",
            "您已达到该礼品的兑换上限。",
            "You have redeemed this reward as often as a member may."),

    // Member file and bindings
    PHONE_TAKEN(409, "手机号已被使用", "Phone taken", "该手机号已属于一位会员。", "This phone number belongs to a member already."),
    OPENID_TAKEN(
            409,
            "微信账号已被使用",
            "WeChat account taken",
            "该微信账号已属于一位会员。",
            "This WeChat account belongs to a member already."),
    CARD_TAKEN(409, "会员卡已被使用", "Card taken", "该实体卡已属于一位会员。", "This card belongs to a member already."),
    BINDING_EXISTS(
            409,
            "已绑定其他号码",
            "Bound to another one",
            "该会员已绑定另一个手机号、微信账号或实体卡。",
            "The member is bound to another phone number, WeChat account or card."),

    // Identity
    CREDENTIALS_INVALID(401, "用户名或密码错误", "Wrong credentials", "用户名或密码错误。", "The user name or the password is wrong."),
    USER_NAME_TAKEN(409, "用户名已被使用", "User name taken", "该用户名已被使用。", "This user name is taken."),
    OWN_ACCOUNT(
            409,
            "不能停用自己的账号",
            "Own account",
            "管理员不能停用或降级自己的账号。",
            "An administrator cannot disable or demote the own account."),
    WECHAT_CODE_INVALID(
            401,
            "微信授权已失效",
            "WeChat code invalid",
            "微信授权已失效，请重试。",
            "The WeChat code is invalid or used; ask WeChat for a new one."),
    WECHAT_USER_BLOCKED(
            403, "账号存在风险", "WeChat user blocked", "微信提示该账号存在风险，暂时无法登录。", "WeChat does not let this account sign in."),
    WECHAT_APP_UNKNOWN(422, "小程序未登记", "Unknown WeChat app", "该小程序未登记。", "This WeChat app is not registered here."),
    WECHAT_UNAVAILABLE(
            503, "微信服务暂不可用", "WeChat unavailable", "微信服务暂不可用，请稍后重试。", "WeChat does not answer; try again shortly."),
    PHONE_UNSUPPORTED(422, "手机号不支持", "Phone unsupported", "不支持该手机号。", "This phone number is not supported."),
    PHONE_CODE_INVALID(422, "验证码错误", "Phone code invalid", "验证码错误或已失效。", "The code is wrong, expired or used."),
    SMS_UNAVAILABLE(
            503, "短信服务暂不可用", "SMS unavailable", "短信暂时无法发送，请稍后重试。", "The message could not be sent; try again shortly."),
    MEMBER_CODE_INVALID(
            422, "会员码无效", "Member code invalid", "会员码已失效，请刷新后重试。", "The member code is unknown, expired or used."),
    PRESENCE_INVALID(
            409,
            "到店凭证无效",
            "Presence invalid",
            "请重新出示会员码。",
            "The presence does not hold here; scan the member code again."),

    // Points
    POINTS_INSUFFICIENT(
            409, "积分不足", "Not enough points", "可用积分不足，当前可用 {0} 分。", "Not enough points: {0} are available."),
    POINTS_LIMIT_REACHED(
            409, "积分超出上限", "Points limit reached", "积分余额超出系统上限。", "The balance would exceed the largest possible one."),
    AMOUNT_TOO_LARGE(422, "金额过大", "Amount too large", "订单金额超过上限。", "The amount of the order is beyond the limit."),
    ORDER_ALREADY_CREDITED(
            409,
            "订单已入账",
            "Order already credited",
            "该订单已按其他会员或金额入账。",
            "This order was credited before, to another member or with another amount."),
    REFUND_ALREADY_BOOKED(
            409,
            "退款已入账",
            "Refund already booked",
            "该退款号已按其他内容入账。",
            "This refund reference was booked before with other content."),
    REVERSAL_EXCEEDS_REMAINDER(
            409,
            "超过可退部分",
            "More than is left to reverse",
            "退回数量超过该笔记录的可退部分。",
            "This is more than is left of the entry to reverse."),
    ENTRY_NOT_FOUND(404, "记录不存在", "Entry not found", "未找到该积分记录。", "There is no such entry."),

    // Enrolment, programme, jobs
    CONSENT_REQUIRED(422, "需要同意", "Consent required", "请先同意必要的条款。", "A consent that membership needs is missing."),
    NOTICE_OUTDATED(
            422,
            "告知版本已更新",
            "Outdated notice",
            "告知内容已更新，请阅读最新版本后重新同意。",
            "The notice has a newer version; read it and consent again."),
    UNDER_AGE(422, "未达年龄要求", "Under age", "未满 {0} 周岁不能注册。", "Membership starts at the age of {0}."),
    BIRTHDAY_IMPLAUSIBLE(422, "生日不合理", "Implausible birthday", "请填写真实的生日。", "That cannot be a birthday."),
    INVITER_UNKNOWN(422, "邀请人不存在", "Unknown inviter", "邀请人会员号不存在。", "There is no member with the inviter''s number."),
    MEMBER_ALREADY_ACTIVE(409, "会员已激活", "Already active", "该会员已激活。", "This membership is active already."),
    STORE_CODE_TAKEN(409, "门店编号已存在", "Store code taken", "该门店编号已被使用。", "Another store has this code."),
    JOB_RUNNING(409, "任务正在运行", "Job running", "该任务正在运行，请稍后查看结果。", "This job is running; look at its result later."),
    JOB_DATE_OUT_OF_RANGE(
            422,
            "任务日期超出范围",
            "Job date out of range",
            "任务日期须在今天前后 {0} 天之内。",
            "A job runs for dates within {0} days of today."),

    // Member file
    BIRTHDAY_ALREADY_SET(
            409,
            "生日已设置",
            "Birthday already set",
            "生日只能设置一次，如需更改请联系客服。",
            "A birthday is set once; ask customer service to change it."),
    HEALTH_CONSENT_REQUIRED(
            409,
            "需要单独同意",
            "Separate consent required",
            "保存忌口和过敏信息需要您的单独同意。",
            "Dietary restrictions and allergies are kept only with a consent of their own."),
    NOTE_LIMIT_REACHED(409, "备注已满", "Too many notes", "该会员的备注已达上限。", "This member has as many notes as there can be."),

    // Points, beyond earning and spending
    ACCOUNT_FROZEN(409, "积分账户已冻结", "Points account frozen", "该积分账户已冻结，暂时不能使用积分。", "This points account is frozen."),
    ACCOUNT_NOT_FROZEN(409, "积分账户未冻结", "Points account not frozen", "该积分账户没有冻结。", "This points account is not frozen."),
    ACCOUNT_MERGED(
            409,
            "账户已合并",
            "Account merged",
            "该账户已并入另一账户，请重新查询会员。",
            "This account was merged into another one; look the member up again."),
    ACCOUNT_HAS_HOLDS(
            409,
            "有冻结中的积分",
            "Points are on hold",
            "该账户有未结清的预扣积分，请先完成或取消。",
            "Points of this account are on hold; capture or release them first."),
    NOT_MERGED(409, "账户未合并", "Not merged", "这两个账户没有合并，或已经恢复。", "These accounts are not merged, or not any more."),
    SAME_MEMBER(422, "同一会员", "The same member", "双方不能是同一会员。", "Both sides are the same member."),
    HOLD_NOT_OPEN(
            409,
            "预扣已结束",
            "Hold is not open",
            "该预扣已完成、取消或超时。",
            "This hold was captured or released, or it has timed out."),
    CAPTURE_EXCEEDS_HOLD(
            422, "超出预扣积分", "More than was held", "最多可扣{0,number,#}分。", "At most {0,number,#} points can be captured."),
    LINES_DO_NOT_ADD_UP(
            422,
            "订单行与总额不符",
            "Lines do not add up",
            "订单行的编号须唯一，金额之和须等于订单金额。",
            "Lines must have references of their own, and their amounts must add up to the order's."),
    LINE_NOT_FOUND(422, "订单行不存在", "Unknown order line", "订单中没有这一行。", "The order has no such line."),
    TRANSFER_LIMIT_REACHED(
            409,
            "超出转赠限额",
            "Gift limit reached",
            "每天最多转赠{0,number,#}分、{1,number,#}次。",
            "At most {0,number,#} points and {1,number,#} gifts a day."),
    RECEIVER_NOT_AVAILABLE(
            409,
            "对方无法接收",
            "Receiver not available",
            "对方账户目前不能接收积分。",
            "The other account cannot take points at present."),
    RECEIVER_HAS_NOTHING_LEFT(
            409,
            "对方已无积分",
            "Nothing left to take back",
            "对方账户已没有可以收回的积分。",
            "The other account has nothing left that could be taken back."),

    // Approvals
    APPROVAL_NOT_FOUND(404, "审批不存在", "Approval not found", "未找到该审批。", "There is no such approval."),
    APPROVAL_DECIDED(409, "审批已处理", "Already decided", "该审批已有结论。", "This approval has been decided."),
    APPROVAL_EXPIRED(
            409, "审批已过期", "Approval expired", "该审批已过期，请重新申请。", "Nobody decided in time; it has to be asked for again."),
    OWN_REQUEST(403, "不能审批自己的申请", "Own request", "申请人不能审批自己的申请。", "The second person cannot be the one who asked."),

    // Late claims
    ORDER_ALREADY_REPORTED(
            409,
            "订单已上报",
            "Order already reported",
            "该订单号已按其他内容上报。",
            "This order reference was reported before with other content.");

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
