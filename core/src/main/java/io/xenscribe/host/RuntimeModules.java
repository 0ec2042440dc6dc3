package io.xenscribe.host;

import java.util.Optional;
import java.util.Set;

/** The modules of the JDK that plugins may use: those of the agent's own runtime, whatever runtime it is started with. */
final class RuntimeModules {

    static final Set<String> OFFERED = Set.of(
            "java.base",
            "java.logging",
            "java.management",
            "java.net.http",
            "java.xml",
            "jdk.unsupported",
            "jdk.zipfs");

    /**
     * Where the JDK keeps what a plugin may miss, longest prefix first where they overlap: a runtime without a module
     * cannot tell its packages.
     */
    private static final String[][] ELSEWHERE = {
        {"com.sun.management.", "jdk.management"},
        {"com.sun.net.httpserver.", "jdk.httpserver"},
        {"com.sun.nio.sctp.", "jdk.sctp"},
        {"com.sun.security.", "jdk.security.auth"},
        {"com.sun.source.", "jdk.compiler"},
        {"com.sun.tools.attach.", "jdk.attach"},
        {"java.applet.", "java.desktop"},
        {"java.awt.", "java.desktop"},
        {"java.beans.", "java.desktop"},
        {"java.lang.instrument.", "java.instrument"},
        {"java.rmi.", "java.rmi"},
        {"java.sql.", "java.sql"},
        {"java.util.prefs.", "java.prefs"},
        {"javax.accessibility.", "java.desktop"},
        {"javax.annotation.processing.", "java.compiler"},
        {"javax.imageio.", "java.desktop"},
        {"javax.lang.model.", "java.compiler"},
        {"javax.management.remote.rmi.", "java.management.rmi"},
        {"javax.naming.", "java.naming"},
        {"javax.print.", "java.desktop"},
        {"javax.script.", "java.scripting"},
        {"javax.security.auth.kerberos.", "java.security.jgss"},
        {"javax.security.sasl.", "java.security.sasl"},
        {"javax.smartcardio.", "java.smartcardio"},
        {"javax.sound.", "java.desktop"},
        {"javax.sql.rowset.", "java.sql.rowset"},
        {"javax.sql.", "java.sql"},
        {"javax.swing.", "java.desktop"},
        {"javax.tools.", "java.compiler"},
        {"javax.transaction.xa.", "java.transaction.xa"},
        {"javax.xml.crypto.", "java.xml.crypto"},
        {"jdk.dynalink.", "jdk.dynalink"},
        {"jdk.jfr.", "jdk.jfr"},
        {"jdk.net.", "jdk.net"},
        {"jdk.security.jarsigner.", "jdk.jartool"},
        {"org.ietf.jgss.", "java.security.jgss"},
    };

    private RuntimeModules() {}

    /** The module of the JDK that has the class, where it is known and not offered. */
    static Optional<String> withheld(String className) {
        for (String[] place : ELSEWHERE) {
            if (className.startsWith(place[0])) {
                return Optional.of(place[1]);
            }
        }
        return Optional.empty();
    }

    /** The same of a class that this runtime happens to have. */
    static Optional<String> withheld(Class<?> type) {
        Module module = type.getModule();
        String name = module.isNamed() ? module.getName() : null;
        return name == null || OFFERED.contains(name) ? Optional.empty() : Optional.of(name);
    }
}
