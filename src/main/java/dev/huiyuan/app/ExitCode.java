package dev.huiyuan.app;

/** How a command ended, for the shell or the Kubernetes job that started it. */
final class ExitCode {
    static final int OK = 0;
    static final int FAILED = 1;
    /** The arguments make no sense ({@code EX_USAGE} of sysexits.h). */
    static final int USAGE = 64;

    private ExitCode() {}
}
