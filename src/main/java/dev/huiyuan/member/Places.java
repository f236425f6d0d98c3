package dev.huiyuan.member;

import java.util.UUID;

/** Where this capability's personal data is encrypted for: table, column and row. */
public final class Places {
    private Places() {}

    /** A member's name. */
    public static String name(UUID memberId) {
        return "member.name:" + memberId;
    }

    /** A member's dietary restrictions and allergies. */
    public static String health(UUID memberId) {
        return "member_preference.health:" + memberId;
    }

    /** A note. */
    public static String note(UUID noteId) {
        return "member_note.text:" + noteId;
    }
}
