/** The Kubernetes manifests against the Kubernetes models and against the application's own settings. */
@NullMarked
package dev.huiyuan.deployment;

import org.jspecify.annotations.NullMarked;
