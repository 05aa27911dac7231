package io.redisfailover.standalone;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP. Java has signals in {@code sun.misc} alone, which a compiler for an older release does
 * not see; so they are found by name.
 */
final class HangupSignal {
  private static final Logger LOG = LoggerFactory.getLogger(HangupSignal.class);

  private HangupSignal() {}

  /** A process that is starting has no file to read anew; a SIGHUP does not end it. */
  static void ignore() {
    handle(() -> {});
  }

  /**
   * Has something run at each SIGHUP, on a thread of the JVM, instead of ending the process.
   *
   * @param call what is to run; must not block
   */
  static void handle(Runnable call) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler runs =
          (self, method, arguments) ->
              switch (method.getName()) {
                case "handle" -> {
                  call.run();
                  yield null;
                }
                case "equals" ->
                    System.identityHashCode(self) == System.identityHashCode(arguments[0]);
                case "hashCode" -> System.identityHashCode(self);
                default -> "the handler of SIGHUP";
              };
      Object unused =
          signal
              .getMethod("handle", signal, handler)
              .invoke(
                  null,
                  signal.getConstructor(String.class).newInstance("HUP"),
                  Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, runs));
    } catch (ReflectiveOperationException | RuntimeException absent) {
      LOG.info("This system has no SIGHUP; use --reload to read the file anew.");
    }
  }
}
