package dev.huiyuan.menu;

/** What one refused line means for the others. */
enum UploadMode {
    /** One refused line refuses all. */
    ALL,
    /** The good ones are written. */
    GOOD
}
