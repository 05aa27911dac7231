package io.redisfailover.operator.pair;

/**
 * Why the active server changed, as the controller said it then.
 *
 * @param planned whether it was a planned switch
 * @param sentence the decision's own sentence
 */
public record Cause(boolean planned, String sentence) {}
