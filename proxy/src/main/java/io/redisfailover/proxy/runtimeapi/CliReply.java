package io.redisfailover.proxy.runtimeapi;

/**
 * The answer to one command.
 *
 * @param text what is shown, with its line ends; the empty line that ends it is not in it
 * @param next what the connection remembers from here on
 * @param closes whether the connection is closed, without an answer
 */
record CliReply(String text, CliState next, boolean closes) {
  /** {@return the bytes of the answer as text: an empty line ends it, and a prompt follows} */
  String sent() {
    if (closes) {
      return "";
    }
    return text + (next.prompt() ? "\n> " : "\n");
  }
}
