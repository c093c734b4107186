#ifndef MARTLET_CLINUX_CONFINEMENT_H
#define MARTLET_CLINUX_CONFINEMENT_H
#include <errno.h>
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/fanotify.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Swift forbids fork(2) because threads would be lost; for a process that has none yet. */
static inline pid_t martlet_fork(void) { return fork(); }

/* The capabilities that this process may use, of the first 32. */
static inline uint32_t martlet_permitted_capabilities(void) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2] = {{0, 0, 0}, {0, 0, 0}};
    return syscall(SYS_capget, &header, data) == 0 ? data[0].permitted : 0;
}

/* Closes every descriptor from this number on. */
static inline int martlet_close_from(unsigned first) {
    return (int)syscall(SYS_close_range, first, ~0U, 0);
}

static inline int martlet_name_process(const char *name) { return prctl(PR_SET_NAME, name, 0, 0, 0); }

#if defined(__x86_64__)
#define MARTLET_MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MARTLET_MACHINE AUDIT_ARCH_AARCH64
#endif

/* From now on the kernel carries out these system calls for this thread and no others, which fail with EPERM: to ask
   for queues of events that hold no open files, to read links, to talk over descriptors that are open, to manage
   memory, to wait, and to end. -1 with errno when it will not; needs no_new_privs. */
static inline int martlet_allow_only_events(void) {
#ifndef MARTLET_MACHINE
    errno = ENOSYS;
    return -1;
#else
    static const uint32_t allowed[] = {
        SYS_fanotify_mark, SYS_readlinkat, SYS_recvmsg, SYS_sendmsg, SYS_read, SYS_write, SYS_close, SYS_ppoll,
        SYS_brk, SYS_mmap, SYS_munmap, SYS_mremap, SYS_mprotect, SYS_madvise, SYS_futex, SYS_sched_yield,
        SYS_getrandom, SYS_clock_gettime, SYS_getpid, SYS_gettid, SYS_rt_sigprocmask, SYS_rt_sigreturn,
        SYS_restart_syscall, SYS_exit, SYS_exit_group,
    };
    enum { count = sizeof allowed / sizeof *allowed };
    const struct sock_filter refuse = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
    struct sock_filter filter[count + 10] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MARTLET_MACHINE, 1, 0),
        refuse,
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_fanotify_init, count + 1, 0),
        [count + 5] = refuse,
        /* A queue whose events hold open files could open any file, for writing too. */
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, FAN_REPORT_DIR_FID, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        refuse,
    };
    for (unsigned index = 0; index < count; index++)
        filter[index + 5] = (struct sock_filter)BPF_JUMP(
            BPF_JMP | BPF_JEQ | BPF_K, allowed[index], (uint8_t)(count - index + 2), 0);
    struct sock_fprog program = {count + 10, filter};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
#endif
}
#endif
