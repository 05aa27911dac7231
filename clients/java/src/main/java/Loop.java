/** What all programs in Java share: where to connect, and the loop that the timing reads. */
final class Loop {
  static final int PORT = Integer.parseInt(System.getenv("RF_PORT"));
  static final String PASSWORD = System.getenv("RF_PASSWORD");
  static final boolean WORKS_ONCE = System.getenv("RF_MODE").equals("work");
  static final boolean BOUNDED = System.getenv("RF_OPTIONS").equals("bounded");

  interface Attempt {
    void make() throws Exception;
  }

  private Loop() {}

  /** Prints the version of a library: that of the jar that has one of its classes. */
  static void version(Class<?> type) {
    String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    System.out.println("version " + jar.replaceAll(".*/[a-z-]+-([0-9].*)\\.jar", "$1"));
  }

  /** Attempts 20 times a second, for ever; says of each attempt how it went. */
  static void run(Attempt attempt) throws InterruptedException {
    while (true) {
      try {
        attempt.make();
        System.out.println("ok");
      } catch (Exception failure) {
        System.out.println("error " + failure.getClass().getSimpleName());
        failure.printStackTrace();
      }
      Thread.sleep(50);
    }
  }

  static void check(boolean condition) {
    if (!condition) {
      throw new AssertionError();
    }
  }
}
