package io.redisfailover.bench.soak;

/** A setting that the two servers should have in common, and a value that harms nobody. */
enum Setting {
  /** Far more than the servers ever hold. */
  MAXMEMORY("maxmemory", "8589934592"),
  /** Nobody listens. */
  NOTIFICATIONS("notify-keyspace-events", "AKE");

  private final String key;
  private final String value;

  Setting(String key, String value) {
    this.key = key;
    this.value = value;
  }

  /** {@return its name} */
  String key() {
    return key;
  }

  /** {@return the other value} */
  String value() {
    return value;
  }
}
