package io.redisfailover.controlapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Printable;
import io.redisfailover.failover.model.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is answered, as JSON. Reading is lenient: what a newer release may say more is passed over.
 * What a reader needs must be there; a {@link BadMessageException} says what is not, as a sentence
 * about the one that answered.
 */
public final class ReplyJson {
  private static final String EPOCH = "epoch";
  private static final String MESSAGE = "message";
  private static final String CAUSE = "cause";

  private ReplyJson() {}

  /** {@return how a proxy stands, as JSON} */
  public static String write(ProxyReport report) {
    ObjectNode body = Message.create().put("name", report.name());
    body.set(EPOCH, EpochJson.write(report.epoch()));
    body.put("routing", report.routing().map(Server::displayName).orElse(null));
    body.put("ready", report.ready()).put(MESSAGE, report.message());
    body.put("sequence", report.sequence()).put("attempt", report.attempt().orElse(null));
    body.put("held", report.held()).put("sessions", report.sessions());
    report
        .peers()
        .ifPresent(
            known -> body.put("peers", known.count()).put("peersSequence", known.sequence()));
    report
        .lastRoleChange()
        .ifPresent(change -> body.set("lastRoleChange", RoleChangeJson.write(change)));
    return body.toString();
  }

  /** {@return what a prepared proxy answers, as JSON} */
  public static String write(SwitchoverPrepared prepared) {
    return Message.create()
        .put("attempt", prepared.attempt())
        .put("drained", prepared.drained())
        .toString();
  }

  /** {@return what a proxy has seen, as JSON} */
  public static String write(EvidenceAnswer answer) {
    ObjectNode body = Message.create().put("nonce", answer.nonce());
    PeerReportJson.write(answer.report(), body);
    return body.toString();
  }

  /** {@return how a controller stands, as JSON} */
  public static String write(ControllerReport report) {
    ObjectNode body = Message.create().put("phase", report.phase());
    body.put("active", report.active().map(Server::displayName).orElse(null));
    body.set(EPOCH, EpochJson.write(report.epoch()));
    body.put("inSync", report.inSync());
    ArrayNode servers = body.putArray("servers");
    for (ControllerReport.ObservedServer server : report.servers()) {
      servers
          .addObject()
          .put("name", server.name().displayName())
          .put("address", server.address())
          .put("state", server.state());
    }
    body.put(CAUSE, report.cause().map(Cause::word).orElse(null));
    body.put(MESSAGE, report.message());
    body.put("decisionRequired", report.decisionRequired().orElse(null));
    report.problems().forEach(body.putArray("problems")::add);
    return body.toString();
  }

  /** {@return how a request of an administrator ended, as JSON} */
  public static String write(RequestOutcome outcome) {
    return switch (outcome) {
      case RequestOutcome.Done(String sentence) ->
          Message.create().put(MESSAGE, sentence).toString();
      case RequestOutcome.NotDone(String sentence) -> error(sentence);
    };
  }

  /**
   * {@return that something was not done, as JSON}
   *
   * @param sentence why
   */
  public static String error(String sentence) {
    return Message.create().put("error", sentence).toString();
  }

  /**
   * Reads how a proxy stands. Its last change is for people: one that cannot be read is absent, and
   * what the proxy knows of the epoch is heard all the same.
   */
  public static ProxyReport proxyReport(String text) throws BadMessageException {
    Fields fields = Message.reply(text);
    return new ProxyReport(
        fields.text("name"),
        EpochJson.readOrNull(fields, EPOCH),
        fields.serverOrNone("routing"),
        fields.flag("ready"),
        fields.text(MESSAGE),
        fields.number("sequence", 0, Long.MAX_VALUE),
        fields.textOrNone("attempt"),
        (int) fields.number("held", 0, Integer.MAX_VALUE),
        (int) fields.number("sessions", 0, Integer.MAX_VALUE),
        Fields.unlessMalformed(() -> RoleChangeJson.readOrNone(fields, "lastRoleChange")),
        peers(fields));
  }

  private static Optional<KnownPeers> peers(Fields fields) throws BadMessageException {
    OptionalLong count = fields.numberOrNone("peers");
    OptionalLong sequence = fields.numberOrNone("peersSequence");
    return count.isPresent() && count.getAsLong() == (int) count.getAsLong()
        ? Optional.of(new KnownPeers((int) count.getAsLong(), sequence.orElse(0)))
        : Optional.empty();
  }

  /** Reads what a prepared proxy answered. */
  public static SwitchoverPrepared prepared(String text) throws BadMessageException {
    Fields fields = Message.reply(text);
    return new SwitchoverPrepared(fields.text("attempt"), fields.flag("drained"));
  }

  /** Reads what a proxy has seen. */
  public static EvidenceAnswer evidence(String text) throws BadMessageException {
    Fields fields = Message.reply(text);
    return new EvidenceAnswer(fields.text("nonce"), PeerReportJson.read(fields));
  }

  /** Reads how a controller stands. */
  public static ControllerReport controllerReport(String text) throws BadMessageException {
    Fields fields = Message.reply(text);
    List<ControllerReport.ObservedServer> servers = new ArrayList<>();
    for (Fields server : fields.objects("servers")) {
      servers.add(
          new ControllerReport.ObservedServer(
              server.server("name"), server.text("address"), server.text("state")));
    }
    return new ControllerReport(
        fields.text("phase"),
        fields.serverOrNone("active"),
        EpochJson.readOrNull(fields, EPOCH),
        fields.flag("inSync"),
        servers,
        fields.textOrNone(CAUSE).flatMap(Cause::of),
        fields.text(MESSAGE),
        fields.textOrNone("decisionRequired"),
        fields.texts("problems", Integer.MAX_VALUE));
  }

  /**
   * {@return a reply as JSON on one line that shows itself in any terminal; a field of a newer
   * release stays}
   *
   * @throws BadMessageException when it is not JSON
   */
  public static String oneLine(String text) throws BadMessageException {
    return Message.oneLine(Message.tree(text));
  }

  /** Reads that a request of an administrator was carried out. */
  public static RequestOutcome.Done done(String text) throws BadMessageException {
    return new RequestOutcome.Done(Message.reply(text).text(MESSAGE));
  }

  /**
   * {@return why something was not done, whatever the version of the answer; empty when it does not
   * say so}
   *
   * @param text what was answered, JSON or anything else
   */
  public static Optional<String> readError(String text) {
    try {
      return Optional.of(Message.tree(text).path("error"))
          .filter(JsonNode::isTextual)
          .map(JsonNode::textValue)
          .map(Printable::shortened);
    } catch (BadMessageException noJson) {
      return Optional.empty();
    }
  }
}
