package io.tasky.testing;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Calls code on a class path that really lacks libraries: filtering classes by name would leave them visible to the others.
 * Without state, so thread-safe.
 */
public final class ReducedClassPath {

    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private ReducedClassPath() {}

    /**
     * Calls a static method without parameters, in a class that is loaded anew.
     *
     * @param type a public class of the test class path
     * @param method the name of a public static method
     * @param jars a regular expression for the names of the jars to leave out
     * @return what it returns; only of a type of the JDK does the caller know the class
     * @throws Exception whatever goes wrong
     */
    public static Object call(Class<?> type, String method, String jars) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(without(jars), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            return loader.loadClass(type.getName()).getMethod(method).invoke(null);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URL[] without(String jars) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : SEPARATOR.split(System.getProperty("java.class.path", ""), -1)) {
            File file = new File(entry);
            if (!file.getName().matches(jars)) {
                urls.add(file.toURI().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }
}
