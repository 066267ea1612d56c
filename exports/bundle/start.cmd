@echo off
rem Only ASCII in this file: cmd.exe reads it byte by byte. Chinese is said by start.py.
setlocal
chcp 65001 >nul
set PYTHONUTF8=1

set PY="%~dp0python\python.exe"
if exist %PY% goto run

for %%V in (@PYTHONS@) do py -%%V "%~dp0start.py" --fits >nul 2>nul && set "PY=py -%%V" && goto run

set PY=python
python "%~dp0start.py" --fits >nul 2>nul && goto run

type "%~dp0no-python.txt"
echo.
pause
exit /b 2

:run
%PY% "%~dp0start.py" %*
set CODE=%ERRORLEVEL%
if not "%CODE%"=="0" pause
exit /b %CODE%
