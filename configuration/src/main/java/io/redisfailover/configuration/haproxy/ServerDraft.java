package io.redisfailover.configuration.haproxy;

/** One {@code server} line. For one thread. */
final class ServerDraft {
  private final String name;
  private final SocketAddress address;
  private final int line;
  private final ImportedSettings settings = new ImportedSettings();
  private boolean checked;
  private boolean backup;

  ServerDraft(String name, SocketAddress address, int line) {
    this.name = name;
    this.address = address;
    this.line = line;
  }

  void check() {
    checked = true;
  }

  void backup() {
    backup = true;
  }

  String name() {
    return name;
  }

  SocketAddress address() {
    return address;
  }

  int line() {
    return line;
  }

  ImportedSettings settings() {
    return settings;
  }

  boolean isChecked() {
    return checked;
  }

  boolean isBackup() {
    return backup;
  }
}
