package io.xenscribe.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Loads the project's classes once more, with a call of {@link Run#step} before whatever other threads can see or wait for:
 * entering a monitor, a volatile field, a lock, an atomic, a wait or a wake-up. What lies between two such places happens
 * under a lock or in one thread alone, so no other order of it can be told apart.
 */
final class StepLoader extends ClassLoader {

    private static final String OURS = "io.xenscribe.";
    private static final String OWN = "io.xenscribe.schedule.";
    private static final ClassDesc RUN = ClassDesc.of(OWN + "Run");
    private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);
    private static final Set<String> OF_OBJECT = Set.of("wait", "notify", "notifyAll");

    static {
        registerAsParallelCapable();
    }

    private final Map<String, Optional<ClassModel>> models = new ConcurrentHashMap<>();

    StepLoader() {
        super(StepLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS) || name.startsWith(OWN)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        ClassModel model = model(name.replace('.', '/')).orElseThrow(() -> new ClassNotFoundException(name));
        byte[] bytes = ClassFile.of().transformClass(model, ClassTransform.transformingMethodBodies((code, element) -> {
            if (isStep(element)) {
                code.invokestatic(RUN, "step", NOTHING);
            }
            code.with(element);
        }));
        return defineClass(name, bytes, 0, bytes.length);
    }

    private boolean isStep(CodeElement element) {
        return switch (element) {
            case MonitorInstruction monitor -> monitor.opcode() == Opcode.MONITORENTER;
            case FieldInstruction field ->
                isVolatile(field.owner().asInternalName(), field.name().stringValue());
            case InvokeInstruction call -> isStep(call);
            default -> false;
        };
    }

    private boolean isStep(InvokeInstruction call) {
        String owner = call.owner().asInternalName();
        String name = call.name().stringValue();
        if (owner.startsWith("java/util/concurrent/atomic/") || owner.startsWith("java/util/concurrent/locks/")) {
            return !name.equals("<init>");
        }
        if (owner.equals("java/lang/Object")) {
            return OF_OBJECT.contains(name);
        }
        return isSynchronized(owner, name, call.type().stringValue());
    }

    private boolean isVolatile(String owner, String field) {
        Optional<ClassModel> model = ours(owner);
        return model.isPresent()
                && model.get().fields().stream()
                        .anyMatch(each -> each.fieldName().equalsString(field)
                                && each.flags().has(AccessFlag.VOLATILE));
    }

    private boolean isSynchronized(String owner, String method, String type) {
        Optional<ClassModel> model = ours(owner);
        return model.isPresent()
                && model.get().methods().stream()
                        .anyMatch(each -> each.methodName().equalsString(method)
                                && each.methodType().equalsString(type)
                                && each.flags().has(AccessFlag.SYNCHRONIZED));
    }

    private Optional<ClassModel> ours(String internalName) {
        return internalName.startsWith("io/xenscribe/") ? model(internalName) : Optional.empty();
    }

    private Optional<ClassModel> model(String internalName) {
        return models.computeIfAbsent(internalName, this::parse);
    }

    private Optional<ClassModel> parse(String internalName) {
        try (InputStream bytes = getParent().getResourceAsStream(internalName + ".class")) {
            return bytes == null ? Optional.empty() : Optional.of(ClassFile.of().parse(bytes.readAllBytes()));
        } catch (IOException e) {
            throw new IllegalStateException(internalName, e);
        }
    }
}
