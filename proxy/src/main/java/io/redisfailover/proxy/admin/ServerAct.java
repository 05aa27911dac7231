package io.redisfailover.proxy.admin;

import io.redisfailover.failover.model.Server;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an administrator may have done with a server on the statistics page. */
public enum ServerAct {
  /** Its check decides again. */
  READY("ready"),
  /** It keeps its sessions and gets no new ones. */
  DRAIN("drain"),
  /** It counts as down. */
  MAINT("maint"),
  /** Its sessions end. */
  SHUTDOWN("shutdown"),
  /** It becomes active, and nothing is lost. */
  SWITCHOVER("switchover"),
  /** Its data is kept, where a controller requires that decision. */
  KEEP_DATA_OF("keep-data-of");

  private final String word;

  ServerAct(String word) {
    this.word = word;
  }

  /** {@return its word in a form: HAProxy's, where HAProxy has it} */
  public String word() {
    return word;
  }

  /** {@return every word} */
  public static List<String> words() {
    return Stream.of(values()).map(ServerAct::word).toList();
  }

  /** {@return whether it is about one server, so that it cannot be asked for both at once} */
  public boolean isAboutOne() {
    return this == SWITCHOVER || this == KEEP_DATA_OF;
  }

  /** {@return the act of that word; absent when there is none} */
  public static Optional<ServerAct> of(String word) {
    return Stream.of(values()).filter(act -> act.word.equals(word)).findFirst();
  }

  /** {@return what is asked for, for a button or a log} */
  public String inWords(Server server) {
    return switch (this) {
      case READY -> "make " + server + " ready";
      case DRAIN -> "drain " + server;
      case MAINT -> "put " + server + " into maintenance";
      case SHUTDOWN -> "shut down the sessions of " + server;
      case SWITCHOVER -> "switch over to " + server;
      case KEEP_DATA_OF -> "keep the data of " + server;
    };
  }
}
