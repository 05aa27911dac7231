package io.redisfailover.operator.controllers;

/**
 * The annotation that a request was asked for by. Its outcome is the answer to this value, and to
 * no later one.
 *
 * @param annotation name of the annotation
 * @param value its value at that time, with the token
 */
public record RequestOrigin(String annotation, String value) {}
