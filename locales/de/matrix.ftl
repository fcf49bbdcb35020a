### Was der Bot auf Matrix von sich aus sagt.

matrix-shared = Hier lesen andere mit. Zu Ihren Anliegen schreibe ich Ihnen deshalb in einem neuen Chat, nur für uns beide.
