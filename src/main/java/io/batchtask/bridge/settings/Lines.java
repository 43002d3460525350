package io.batchtask.bridge.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A value that may have several lines, as a key in PEM has. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Lines {}
