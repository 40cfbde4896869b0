@rem For cmd.exe what "exec" is for sh: the commands of package.json start with it, so that no shell stands between npm and
@rem the program, where a signal sent to npm would end the shell and leave the program running.
@%*
