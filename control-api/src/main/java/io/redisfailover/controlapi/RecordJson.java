package io.redisfailover.controlapi;

import io.redisfailover.failover.model.Epoch;

/**
 * The newest epoch on record, as JSON: {@code
 * {"version":1,"epoch":{"number":7,"server":"Master","replicationId":"…"}}}. Fields that are not
 * known are passed over.
 */
public final class RecordJson {
  /** Of the record, which is not that of the messages. */
  private static final int VERSION = 1;

  private RecordJson() {}

  /** {@return a record of this epoch} */
  public static String write(Epoch epoch) {
    return Message.object().put("version", VERSION).set("epoch", EpochJson.write(epoch)).toString();
  }

  /**
   * Reads a record.
   *
   * @throws BadMessageException when it is none, or of another version
   */
  public static Epoch read(String text) throws BadMessageException {
    return EpochJson.read(Message.stored("it", text, VERSION).object("epoch"));
  }
}
