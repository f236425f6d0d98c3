package dev.huiyuan.member;

/**
 * What a member is looked up by, without personal data.
 *
 * @param kind a {@link BindingKind}'s name or {@link #NUMBER}
 * @param indexKeyId the key that the hash was made with; empty for member numbers
 * @param value the hash in hexadecimal digits, or the member number
 */
record IndexKey(String kind, String indexKeyId, String value) {
    static final String NUMBER = "NUMBER";

    private static final String PREFIX = "huiyuan:member-index:";

    static IndexKey ofNumber(String memberNo) {
        return new IndexKey(NUMBER, "", memberNo);
    }

    boolean isNumber() {
        return kind.equals(NUMBER);
    }

    /** The name under which it is cached. */
    String name() {
        return PREFIX + kind + ':' + indexKeyId + ':' + value;
    }
}
