package io.redisfailover.operator.pair;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.view.Node;
import java.util.Optional;

/**
 * Why the active server changed, as the controller decided it then.
 *
 * @param left the server that was active until then; absent when none was known
 * @param cause the cause
 * @param sentence the decision's own sentence, for people
 */
public record Explanation(Optional<Node> left, Cause cause, String sentence) {}
