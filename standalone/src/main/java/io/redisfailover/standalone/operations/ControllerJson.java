package io.redisfailover.standalone.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redisfailover.controller.Controller;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;

/** What the controller says of itself, as version 1 of the control API writes it. */
final class ControllerJson {
  static final int VERSION = 1;

  private ControllerJson() {}

  static ObjectNode status(Controller controller, Endpoints endpoints) {
    return status(controller.status(), endpoints);
  }

  static ObjectNode status(ControllerStatus status, Endpoints endpoints) {
    ObjectNode json = body();
    json.put("phase", status.phase().displayName());
    json.put("active", status.active().map(Node::displayName).orElse(null));
    status.line().ifPresentOrElse(line -> json.set("line", line(line)), () -> json.putNull("line"));
    json.put("inSync", status.inSync());
    ArrayNode nodes = json.putArray("nodes");
    for (Node node : Node.values()) {
      nodes
          .addObject()
          .put("name", node.displayName())
          .put("address", endpoints.of(node).toString())
          .put("seen", status.nodes().get(node));
    }
    json.put("cause", status.cause().map(Cause::word).orElse(null));
    json.put("sentence", status.sentence());
    json.put("question", status.needsDecision().orElse(null));
    ArrayNode problems = json.putArray("problems");
    status.problems().forEach(problems::add);
    return json;
  }

  private static ObjectNode line(Line line) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("number", line.number())
        .put("node", line.node().displayName())
        .put("replicationId", line.replicationId());
  }

  /** {@return what says that a request was done} */
  static ObjectNode done(String sentence) {
    return body().put("sentence", sentence);
  }

  /** {@return the body of a request} */
  static ObjectNode request(Node node) {
    return body().put("node", node.displayName());
  }

  private static ObjectNode body() {
    return JsonNodeFactory.instance.objectNode().put("version", VERSION);
  }
}
