package dev.huiyuan.shared.idempotency;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an endpoint that demands an {@code Idempotency-Key}: exactly those that call
 * {@link IdempotencyKeys#require}, which the architecture tests compare. The contract gets the header, the replay
 * marker and the problems of idempotency from it.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {

    /**
     * What 200 means, where the operation knows by something other than the key (an order's reference, a refund's) that
     * it was done before: the contract then has a 200 of this description, with the content of the 201. Empty where it
     * does not answer 200.
     */
    String again() default "";
}
