package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.Programme;

/** A version of the programme with its rules. */
record VersionDocument(VersionRecord version, Programme document) {
    int number() {
        return version.version();
    }
}
