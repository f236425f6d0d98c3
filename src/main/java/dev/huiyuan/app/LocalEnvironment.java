package dev.huiyuan.app;

/** Prepares a developer's machine before the application starts. The packaged application has none. */
public interface LocalEnvironment {
    /** Starts servers and sets the settings by which the application finds them. */
    void prepare();
}
