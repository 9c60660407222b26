// Loaded into every child: one whose starter was killed ends too, and frees its port.
process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  // Without its database the portal waits for ever while it shuts down.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 5000).unref();
});
