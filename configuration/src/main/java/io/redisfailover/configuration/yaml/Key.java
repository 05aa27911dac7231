package io.redisfailover.configuration.yaml;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One key of a file: what it means, what it is without being named, and its range. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
  /** Default of a key that must be named. */
  String REQUIRED = "";

  /** {@return what it means, one sentence or more; part of the documentation} */
  String value();

  /** {@return its default in the words of the file; {@link #REQUIRED} for none} */
  String fallback() default REQUIRED;

  /**
   * {@return whether a running process takes another value, and of a section every key in it} All
   * other keys need a restart.
   */
  boolean live() default false;

  /** {@return the smallest value, in the words of the file; empty for no bound} */
  String min() default "";

  /** {@return the largest value, in the words of the file; empty for no bound} */
  String max() default "";
}
